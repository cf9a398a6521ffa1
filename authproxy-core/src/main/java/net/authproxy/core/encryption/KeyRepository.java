package net.authproxy.core.encryption;

import org.springframework.data.repository.Repository;

interface KeyRepository extends Repository<KeyEntity, String> {

    KeyEntity save(KeyEntity entity);

    boolean existsById(String id);
}
