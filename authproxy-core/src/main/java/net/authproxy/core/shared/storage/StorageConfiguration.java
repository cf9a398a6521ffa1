package net.authproxy.core.shared.storage;

import jakarta.persistence.EntityManagerFactory;
import java.util.HashMap;
import java.util.Map;
import org.hibernate.type.format.jackson.Jackson3JsonFormatMapper;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.jpa.repository.config.EnableJpaRepositories;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.orm.jpa.LocalContainerEntityManagerFactoryBean;
import org.springframework.orm.jpa.vendor.HibernateJpaVendorAdapter;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.support.TransactionTemplate;

/** The main database as Spring beans; expects an open, migrated {@link Database}. */
@Configuration(proxyBeanMethods = false)
@EnableTransactionManagement(proxyTargetClass = true)
@EnableJpaRepositories(basePackages = "net.authproxy.core", considerNestedRepositories = true)
public class StorageConfiguration {

    private static final int BATCH = 100;

    @Bean
    LocalContainerEntityManagerFactoryBean entityManagerFactory(@Qualifier("mainDatabase") Database database) {
        LocalContainerEntityManagerFactoryBean factory = new LocalContainerEntityManagerFactoryBean();
        factory.setDataSource(database.dataSource());
        factory.setPackagesToScan("net.authproxy.core");
        factory.setJpaVendorAdapter(new HibernateJpaVendorAdapter());
        factory.setJpaPropertyMap(properties(database));
        return factory;
    }

    private static Map<String, Object> properties(Database database) {
        Map<String, Object> properties = new HashMap<>();
        properties.put("hibernate.jdbc.time_zone", "UTC");
        properties.put("hibernate.type.json_format_mapper", Jackson3JsonFormatMapper.class.getName());
        properties.put("hibernate.jdbc.batch_size", BATCH);
        properties.put("hibernate.order_inserts", true);
        properties.put("hibernate.order_updates", true);
        properties.put("hibernate.boot.allow_jdbc_metadata_access", database.kind() == DatabaseKind.POSTGRES);
        properties.put(
                "hibernate.dialect",
                database.kind() == DatabaseKind.SQLITE
                        ? SqliteDialect.class.getName()
                        : "org.hibernate.dialect.PostgreSQLDialect");
        return properties;
    }

    @Bean
    PlatformTransactionManager transactionManager(
            EntityManagerFactory entityManagerFactory, @Qualifier("mainDatabase") Database database) {
        JpaTransactionManager manager = new JpaTransactionManager(entityManagerFactory);
        manager.setDataSource(database.dataSource());
        return manager;
    }

    @Bean
    TransactionTemplate transactionTemplate(PlatformTransactionManager transactionManager) {
        return new TransactionTemplate(transactionManager);
    }

    @Bean
    JdbcClient jdbcClient(@Qualifier("mainDatabase") Database database) {
        JdbcTemplate template = new JdbcTemplate(database.dataSource());
        template.setExceptionTranslator(database.exceptionTranslator());
        return JdbcClient.create(template);
    }
}
